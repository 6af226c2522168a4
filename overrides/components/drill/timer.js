/**
 * Count down and tell, each second, how many are left, with the mark in seconds that was just passed: half of the
 * time, or 0. Nothing ends by it.
 * @returns a function that stops it
 */
export function countDown(seconds, tell) {
  const end = Date.now() + seconds * 1000
  let before = seconds
  const timer = setInterval(tick, 1000)
  function tick() {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000))
    const passed = [0, seconds / 2].find((mark) => left <= mark && mark < before)
    before = left
    if (!left) clearInterval(timer)
    tell(left, passed)
  }
  tick()
  return () => clearInterval(timer)
}
