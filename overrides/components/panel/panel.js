// The menu and the contents open and close without a script. With one, they also close when what was wanted is found:
// on a link to this page, when the focus goes elsewhere, where they would cover it, and when the window grows so wide
// that they have their place on the page.
for (const panel of document.querySelectorAll('.menu, .contents nav')) {
  const close = () => panel.matches(':popover-open') && panel.hidePopover()
  const opener = document.querySelector(`[popovertarget="${panel.id}"]`)
  panel.addEventListener('click', ({target}) => target.closest('a') && close())
  panel.addEventListener('focusout', ({relatedTarget}) => relatedTarget && !panel.contains(relatedTarget) && close())
  globalThis.addEventListener('resize', () => opener.checkVisibility() || close())
}

// On paper, what is folded is open; where styles alone can do that, nothing is left to do.
globalThis.addEventListener('beforeprint', () => {
  for (const folded of document.querySelectorAll('.listens')) folded.open = true
})
