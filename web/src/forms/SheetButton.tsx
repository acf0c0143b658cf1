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
  /** The language that the questions are read in now; left out: the reader's own. */
  lang?: string | undefined
  rank?: Rank
}

/** A sheet as a file to print or to hand over. That it was made is logged; how long the paper lives is up to its holder. */
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

/** A version of a form on paper, to be filled in by hand where there is no power: with the numbers to call. */
export const BlankButton = ({
  form: { id, version },
  ...look
}: { form: { id: string; version: number } } & Pick<Props, 'lang' | 'rank'>) => (
  <SheetButton path={`/forms/${id}/blank?version=${version}`} label={useTranslate()('forms.blank.verb')} {...look} />
)
