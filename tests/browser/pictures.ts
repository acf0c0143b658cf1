/** Whether this run takes the pictures that the README shows, of a task force in the middle of its work. */
export const areKept = process.env.PALERMO_SCREENS === '1'

/** Threads of the demo's story: all of it where it is looked at, as many as the pages need where it is only tested. */
export const threads = areKept ? 200 : 24
