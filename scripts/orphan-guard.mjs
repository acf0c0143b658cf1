// Preloaded into each process of the system (`part.ts`). When the supervisor ends in any way, the channel to it closes,
// and this process is asked to stop with the signal that the supervisor would send. Otherwise the process would run
// unsupervised on the port that the next start needs.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// The channel must not keep a process running that has otherwise finished.
process.channel?.unref()
