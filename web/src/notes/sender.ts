import type { Sender } from '../entries/outbox.ts'
import { writeNote } from './queries.ts'

export const sender: Sender<'note'> = {
  kind: 'note',
  send: (queryClient, { id, body }, how) => writeNote(queryClient, body, id, how),
}
