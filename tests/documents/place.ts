import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inject } from 'vitest'

/** Returns the folder in which the worker of a system under test keeps its keys. */
export const outboundKeysBeside = (documents: string): string => `${documents}-keys`

/** Creates a folder for the files of one system under test. */
export const aPlaceForDocuments = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palermo-documents-'))
  return {
    documents: {
      folder,
      reserve: 0,
      quota: { perCompartment: 1e9, perPersonADay: 1e9 },
      inspector: inject('inspector'),
    },
    remove: () => {
      for (const one of [folder, outboundKeysBeside(folder)]) rmSync(one, { recursive: true, force: true })
    },
  }
}
