/** What a choice is worth: its place among the words for it, or -1 if it is none of them. Pure. */
export const worth = (value, words) => words.findIndex((_, index) => String(index) === String(value))
