import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import type { Field } from '@palermo/shared/records/fields.ts'
import { useQuery } from '@tanstack/react-query'
import { useIntl } from 'react-intl'
import { agencyQuery } from '../agencies/queries.ts'
import { useWho } from '../agencies/useWho.ts'
import { useTranslate } from '../messages.ts'
import { subjectLink } from '../navigation/subjects.ts'
import { Day } from '../ui/Day.tsx'
import { At } from '../ui/Due.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { codeLabel } from './words.ts'

interface Props {
  type: Pick<AnyRecordType, 'plural'>
  name: string
  field: Field
  value: unknown
}

/** Shows the value of a field of a record, formatted by the kind of the field. */
export const FieldValue = ({ type, name, field, value }: Props) => {
  const t = useTranslate()
  const { formatNumber } = useIntl()
  const text = String(value)
  switch (field.kind) {
    case 'text':
      return (
        <span dir="auto" className="measure block whitespace-pre-wrap">
          {text}
        </span>
      )
    case 'code':
      return codeLabel(t, type, name, text)
    case 'codes':
      return Array.isArray(value) ? value.map((one) => codeLabel(t, type, name, String(one))).join(' · ') : null
    case 'flag':
      return t(`forms.answers.${value === true ? 'yes' : 'no'}`)
    case 'fiveValued':
      return t(`forms.answers.${text}`)
    case 'number':
      return <span className="figures">{typeof value === 'number' ? formatNumber(value) : text}</span>
    case 'day':
      return <Day on={text} />
    case 'instant':
      return <At at={text} />
    case 'agency':
      return isNamed(value) ? value.name : <AgencyName id={text} />
    case 'staffMember':
      return <StaffName id={text} />
    case 'reference':
      return (
        <TextLink {...subjectLink({ subjectKind: field.target ?? '', subjectId: text })}>{t('records.open')}</TextLink>
      )
    case 'compartment':
      return t(`compartments.${text}.title`)
    case 'audience':
      return t(`audiences.names.${text}`)
    case 'key':
      return <bdi className="figures">{text}</bdi>
  }
}

const isNamed = (value: unknown): value is { name: string } =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'

/** Shows the name of an agency; a dash if the reader may not open the agency. */
const AgencyName = ({ id }: { id: string }) => {
  const agency = useQuery(agencyQuery(id))
  return agency.data?.name ?? '–'
}

/** Shows the name of a colleague. Staff of other agencies are not named. */
const StaffName = ({ id }: { id: string }) => useWho()(id)
