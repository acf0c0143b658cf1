import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inject } from 'vitest'

/** Where the worker of a system under test finds its keys. */
export const outboundKeysBeside = (documents: string): string => `${documents}-keys`

/** A folder for the files of one system under test. */
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
