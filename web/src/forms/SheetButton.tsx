import { useMutation } from '@tanstack/react-query'
import { FileDown } from 'lucide-react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { download } from '../download/download.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button, type Rank } from '../ui/Button.tsx'

interface Props {
  path: string
  label: string
  /** The language of the questions on the sheet; by default the reader's language. */
  lang?: string | undefined
  rank?: Rank
}

/**
 * Downloads a sheet for printing. The server logs the download, because access to the printed paper cannot be
 * controlled.
 */
export const SheetButton = ({ path, label, lang, rank = 'secondary' }: Props) => {
  const { locale } = useMe()
  const inLanguage = `${path}${path.includes('?') ? '&' : '?'}lang=${encodeURIComponent(lang ?? locale)}`
  const make = useMutation({ mutationFn: () => download(inLanguage) })
  return (
    <div className="flex flex-col items-start gap-2 print:hidden">
      <Button icon={FileDown} rank={rank} isPending={make.isPending} onPress={() => make.mutate()}>
        {label}
      </Button>
      <ActTrouble error={make.error} onReload={() => make.reset()} />
    </div>
  )
}

/** Downloads a blank form with duty telephone numbers, to be filled in on paper where there is no electricity. */
export const BlankButton = ({
  form: { id, version },
  ...look
}: { form: { id: string; version: number } } & Pick<Props, 'lang' | 'rank'>) => (
  <SheetButton path={`/forms/${id}/blank?version=${version}`} label={useTranslate()('forms.blank.verb')} {...look} />
)
