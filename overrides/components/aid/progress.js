/**
 * How far a reader is with each aid. Pure, but for today's date. Each function takes what is saved in the aid's
 * part, what macros/aids.py says `about` the data, and a track or undefined for both; it returns
 * {begun, done, text}, the text a sentence or two.
 */
import {records} from './records.js'
import {today} from './today.js'
import {count} from './words.js'

const ofTrack = (pairs, track) => pairs.filter(([, own]) => !track || !own || own === track)

export const progress = {
  /** Of the answers, with each fit question's id and its options by id, and how many answers are enough. */
  quiz(saved, {questions, limits}) {
    const given = questions.filter(([id, options]) => Object.hasOwn(options, saved.get(id))).length
    return {begun: saved.size > 0, done: given >= limits.leastAnswers, text: `${given} of ${questions.length} questions answered.`}
  },

  /** Of the ticks, with the ids of a list's items. */
  checklist(saved, items) {
    const ticks = items.filter((item) => saved.get(item) === true).length
    return {begun: ticks > 0, done: ticks === items.length, text: `${ticks} of ${items.length} ticked.`}
  },

  positioning(saved, {tracks, prompts, lengths}, track) {
    const filled = (own, ids) => ids.filter((id) => saved.has(`${own}.${id}`)).length
    const states = (track ? [track] : tracks).map((own) => [filled(own, prompts), filled(own, lengths)])
    const [answered, written] = states.sort((a, b) => b[0] + b[1] - a[0] - a[1])[0]
    const blank = [...saved.values()].some((text) => /\[[^\]]+\]/.test(text))
    return {
      begun: answered + written > 0,
      done: answered === prompts.length && written > 0 && !blank,
      text: answered + written
        ? `${answered} of ${count(prompts.length, 'prompt')} answered; ${written} of ${count(lengths.length, 'statement')} in your own words.`
        : 'Nothing written yet.',
    }
  },

  outreach(saved, {nodes, closed}, track) {
    const people = records(saved)
    const wanted = ofTrack(nodes, track)
    const held = wanted.filter(([node]) => people.some((person) => person.get('node') === node))
    const due = people.filter((person) => isDue(person, closed)).length
    return {
      begun: people.length > 0,
      done: held.length === wanted.length && !due,
      text: `${held.length} of ${count(wanted.length, 'node')} ${held.length === 1 ? 'has' : 'have'} a person.${due ? ` ${count(due, 'next step')} due.` : ''}`,
    }
  },

  stories(saved, {signals, wanted}, track) {
    const told = records(saved).filter((story) => !story.get('retired'))
    const sought = ofTrack(signals, track)
    const shown = sought.filter(([signal]) => told.some((story) => story.get(`shows.${signal}`))).length
    return {
      begun: told.length > 0,
      done: told.length >= wanted && shown === sought.length,
      text: told.length
        ? `${count(told.length, 'story', 'stories')}, showing ${shown} of ${count(sought.length, 'signal')}.`
        : 'No story yet.',
    }
  },

  drill(saved, {stages, best}, track) {
    const asked = stages.filter(([own]) => !track || own === track)
    const questions = asked.flatMap(([, ids]) => ids)
    const answered = questions.filter((id) => saved.has(`${id}.rating`)).length
    const solid = asked.filter(([, ids]) => ids.some((id) => saved.get(`${id}.rating`) === best)).length
    return {
      begun: answered > 0,
      done: solid === asked.length,
      text: answered
        ? `${answered} of ${count(questions.length, 'question')} answered; ${solid} of ${count(asked.length, 'stage')} ${solid === 1 ? 'has' : 'have'} a solid answer.`
        : 'No question answered yet.',
    }
  },

  offers(saved, {factors, least}) {
    const all = records(saved)
    const roles = all.filter((role) => role.get('role'))
    const own = all.filter((record) => record.get('own-factor')).map(({id}) => id)
    const counting = [...factors, ...own].filter((factor) => Number(saved.get(`${factor}.weight`)) > 0)
    const marks = roles.flatMap((role) => counting.map((factor) => role.get(`mark.${factor}`))).filter(Boolean).length
    const most = roles.length * counting.length
    return {
      begun: roles.length > 0,
      done: roles.length >= least && most > 0 && marks === most,
      text: roles.length ? `${count(roles.length, 'role')}, ${marks} of ${count(most, 'mark')} given.` : 'No role to weigh yet.',
    }
  },
}

/** Whether a person's next step was to be done by today. */
export function isDue(person, closed, by = today()) {
  return Boolean(person.get('date')) && person.get('date') <= by && !closed.includes(person.get('state'))
}
