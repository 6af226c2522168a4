/** Words, and how long they take to say at a pace in words a minute. Pure. */

export const words = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length

export const seconds = (number, pace) => Math.round((number / pace) * 60)

/** How many words there is time for. */
export const budget = (time, pace) => Math.floor((time / 60) * pace)
