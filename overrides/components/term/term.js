// The definitions of terms open on a press without any script, and CSS shows them to a pointer or the keyboard.
// Escape sends away what CSS shows; it returns with the next pointer or focus (WCAG 2.2, 1.4.13).

document.addEventListener('keydown', ({key}) => {
  if (key !== 'Escape') return
  for (const term of document.querySelectorAll('.term:is(:hover, :focus-within)')) {
    term.dataset.dismissed = ''
  }
})

for (const type of ['pointerout', 'focusout']) {
  document.addEventListener(type, ({target, relatedTarget}) => {
    const term = target.closest('.term')
    if (term && !term.contains(relatedTarget)) delete term.dataset.dismissed
  })
}
