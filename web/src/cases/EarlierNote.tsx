import type { Case } from '@palermo/shared/cases/contract.ts'
import { useIntl } from 'react-intl'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'

/**
 * Tells an agency that joined later that it does not see earlier entries; the text is the same whether or not earlier
 * entries exist.
 */
export const EarlierNote = ({ row: { earlier, openedAt, lead } }: { row: Case }) => {
  const t = useTranslate()
  const me = useMe()
  const { formatDate } = useIntl()
  const { since, openedToUs } = earlier
  if (since === null || openedToUs || lead.id === me.agencyId || Date.parse(since) <= Date.parse(openedAt)) return null
  return (
    <p className="measure px-4 py-3 text-small text-quiet">
      {t('audiences.since', {
        agency: lead.name,
        day: formatDate(new Date(since), { day: 'numeric', month: 'short', year: 'numeric' }),
      })}
    </p>
  )
}
