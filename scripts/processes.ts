/** The entry file of each process of a deployment. */
export const processes = {
  api: 'server/src/main.ts',
  'sign-in': 'server/src/sign-in/main.ts',
  worker: 'workers/src/main.ts',
  inspector: 'server/src/documents/inspector.ts',
  prepare: 'scripts/prepare.ts',
  palermo: 'server/src/palermo.ts',
} as const
