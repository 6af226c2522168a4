/** '1 node', '2 nodes'. Pure. */
export const count = (number, noun, plural = `${noun}s`) => `${number} ${number === 1 ? noun : plural}`
