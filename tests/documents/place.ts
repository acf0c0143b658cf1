import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inject } from 'vitest'

/** A folder for the files of one system under test. */
export const aPlaceForDocuments = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palermo-documents-'))
  return {
    documents: { folder, reserve: 0, inspector: inject('inspector') },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
