import fc from 'fast-check'

// All random tests of a run begin from one seed, which `npm test` prints and gives on when it runs a file again. vitest
// called by itself takes a new one for each file; a property that fails prints the one it had.
const given = process.env.PALERMO_SEED
if (given !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(given) })
