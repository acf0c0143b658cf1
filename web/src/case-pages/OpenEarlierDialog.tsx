import type { Case } from '@palermo/shared/cases/contract.ts'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { useActOnCase } from '../cases/useActOnCase.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

interface Props {
  row: Case
  agency: { id: string; name: string }
  onClose: () => void
}

/**
 * Asks for confirmation before an agency that joined later gets access to earlier entries, because what the agency has
 * read cannot be taken back.
 */
export const OpenEarlierDialog = ({ row, agency, onClose }: Props) => {
  const t = useTranslate()
  const me = useMe()
  const act = useActOnCase(row, onClose)
  const lead = row.lead.id === me.agencyId ? 'cases.acts.open-earlier.lead' : 'cases.acts.open-earlier.lead-own'
  return (
    <Dialog title={t('cases.acts.open-earlier.title')} lead={t(lead, { agency: agency.name })} isOpen onClose={onClose}>
      <ActTrouble error={act.error} onReload={act.reload} />
      <div className="flex flex-wrap gap-2">
        <Button
          rank="primary"
          isPending={act.isPending}
          onPress={() => act.mutate({ action: 'open-earlier', agencyId: agency.id })}
        >
          {t('cases.acts.open-earlier.verb')}
        </Button>
        <Button rank="quiet" onPress={onClose}>
          {t('acts.cancel')}
        </Button>
      </div>
    </Dialog>
  )
}
