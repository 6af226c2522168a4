/** Pure. `shows` has for each story the signals it shows; stories are given by their positions. */

/** The stories that show a signal. */
export const showing = (shows, signal) => [...shows.keys()].filter((at) => shows[at].includes(signal))

/** The signals that no other story shows. */
export const alone = (shows, at) => shows[at].filter((signal) => showing(shows, signal).length === 1)
