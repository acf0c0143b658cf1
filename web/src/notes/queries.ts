import { type NewNote, Note } from '@palermo/shared/notes/contract.ts'
import type { QueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { type ApiRequest, api } from '../api.ts'
import { caseQuery } from '../cases/queries.ts'

/**
 * Sends a new note, which the server stores once even if the request is repeated, and shows the note on its case at
 * once.
 */
export const writeNote = async (
  queryClient: QueryClient,
  input: z.input<typeof NewNote>,
  key: string,
  { keepalive = false }: Pick<ApiRequest, 'keepalive'> = {},
): Promise<Note> => {
  const note = await api(Note, '/notes', { method: 'POST', body: input, key, keepalive })
  queryClient.setQueryData(caseQuery(note.caseId).queryKey, (row) =>
    row && !row.notes.some(({ id }) => id === note.id) ? { ...row, notes: [note, ...row.notes] } : row,
  )
  return note
}
