import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { toneOf } from './tones.ts'

/** Shows the status of a record as a word in a badge, whose tone depends on the status. */
export const RecordStatus = ({
  type,
  status,
}: {
  type: Pick<AnyRecordType, 'plural' | 'workflow'>
  status: string
}) => <Badge tone={toneOf(type, status)}>{useTranslate()(`${type.plural}.status.${status}`)}</Badge>
