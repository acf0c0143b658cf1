// Preloaded into each process of the system (`part.ts`): when the supervisor ends in any way, the channel to it closes
// and this process is asked to finish as the supervisor would have asked. Otherwise it would run unsupervised on the
// port that the next start needs.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// This listener alone must not keep a finished process alive.
process.channel?.unref()
