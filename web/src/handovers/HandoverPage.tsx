import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslate } from '../messages.ts'
import { Page } from '../ui/Page.tsx'
import { HandoverView } from './HandoverView.tsx'
import { handoverQuery } from './queries.ts'

export const HandoverPage = ({ id, act }: { id: string; act: string | undefined }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const { data: row } = useSuspenseQuery(handoverQuery(id))
  return (
    <Page title={t('handovers.title-of', { reference: row.caseReference })} windowTitle={t('handovers.title')}>
      <HandoverView
        row={row}
        act={act}
        onAct={(next) =>
          void navigate({
            to: '/handovers/$id',
            params: { id },
            search: { act: next },
            replace: next === undefined,
            resetScroll: false,
          })
        }
      />
    </Page>
  )
}
