// Preloaded into each part of the system (`part.ts`): when the supervisor dies, however it dies, the channel to it
// closes, and the part is asked to finish as the supervisor would have asked it. It must not work on unsupervised,
// holding the port that the next start needs.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// The listener alone must not keep a part alive that has nothing left to do.
process.channel?.unref()
