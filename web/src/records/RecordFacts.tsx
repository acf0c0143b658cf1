import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { type Field, instant } from '@palermo/shared/records/fields.ts'
import { useTranslate } from '../messages.ts'
import { Card } from '../ui/Card.tsx'
import { Facts } from '../ui/Facts.tsx'
import { FieldValue } from './FieldValue.tsx'
import { createdField, type RecordReply, valueIn } from './reply.ts'
import { fieldLabel, hasLabel } from './words.ts'

/**
 * Shows each field of a record that has a label and a value, in the order of the declaration. The reply has null for a
 * field without a value and for a text that the reader may not open: neither is shown.
 */
export const RecordFacts = ({ type, record }: { type: AnyRecordType; record: RecordReply }) => {
  const t = useTranslate()
  const created: readonly [string, Field] = [createdField(type), instant()]
  const shown = [...Object.entries(type.allFields), created].flatMap(([name, field]) => {
    const value = valueIn(record, name, field)
    return value === undefined || value === null || !hasLabel(type, name) ? [] : [{ name, field, value }]
  })
  return (
    <Card title={t('records.pages.facts')}>
      <Facts
        items={shown.map(({ name, field, value }) => [
          fieldLabel(t, type, name),
          <FieldValue key={name} type={type} name={name} field={field} value={value} />,
        ])}
      />
    </Card>
  )
}
