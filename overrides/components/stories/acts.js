/** What the story bank's buttons do. Loaded at the first press. */
import {moveRecord, newId, orderAfter} from '../aid/records.js'

const storyOf = (bank, button) => {
  const row = button.closest('[data-record]')
  return bank.all.find(({id}) => id === row.dataset.record)
}

/** Write one field of a story and open its card; if there is no room, say which could go. */
function admit(bank, button, id, field, value) {
  if (bank.told.length >= bank.about.most) {
    bank.asker = button
    bank.refresh()
    bank.limit.firstElementChild.focus()
    bank.say(bank.text('full', {number: bank.told.length}))
    return
  }
  bank.write(`${id}.${field}`, value)
  bank.refresh()
  const story = bank.told.find((each) => each.id === id)
  const details = bank.cards.children[story.number - 1].firstElementChild
  details.open = true
  details.querySelector('textarea').focus()
  bank.say(bank.text(value ? 'added' : 'restored', story))
}

export const acts = {
  add: (bank, button) => admit(bank, button, newId(), 'order', orderAfter(bank.told)),
  restore: (bank, button) => admit(bank, button, storyOf(bank, button).id, 'retired', false),

  move(bank, button) {
    const story = storyOf(bank, button)
    moveRecord(bank, bank.told, bank.told.indexOf(story), button)
    bank.say(bank.text('moved', storyOf(bank, button)))
  },

  delete(bank, button) {
    const story = storyOf(bank, button)
    if (story) bank.remove(story.names, bank.text('deleted', story)) // pressed twice while this was loading
  },

  retire(bank, button) {
    const story = storyOf(bank, button)
    const advised = bank.limit.contains(button)
    const asker = bank.asker?.isConnected ? bank.asker : bank.querySelector('[data-action=add]')
    if (!bank.replace([[`${story.id}.retired`, true]], bank.text('retired', story))) bank.say(bank.text('unsaved'))
    // From the advice on to what the reader wanted; from a card, its undoing has the focus.
    else if (advised) (bank.limit.hidden ? asker : bank.limit.firstElementChild).focus()
  },
}
