/** Whether this run takes the screenshots of the README, from a large demo. */
export const areKept = process.env.PALERMO_SCREENS === '1'

/** Number of threads of the demo: all of them for screenshots, and for tests as few as the pages need. */
export const threads = areKept ? 200 : 24
