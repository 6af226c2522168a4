// The menu and the contents open and close without a script. With one, they also close when what was wanted is found:
// on a link to this page, and when the focus goes elsewhere, where they would cover it.

for (const sheet of document.querySelectorAll('.menu, .contents nav')) {
  const close = () => sheet.matches(':popover-open') && sheet.hidePopover()
  sheet.addEventListener('click', ({target}) => target.closest('a') && close())
  sheet.addEventListener('focusout', ({relatedTarget}) => relatedTarget && !sheet.contains(relatedTarget) && close())
}
