import type { Clock } from '@palermo/shared/deadlines/clock.ts'
import type { Mark } from '@palermo/shared/deadlines/contract.ts'
import type { z } from 'zod'
import { useTranslate } from '../messages.ts'
import { useDayWords } from './day.ts'
import { useSpan } from './span.ts'
import { Verified } from './Verified.tsx'

/** Shows the rule that was in force when the deadline started, with its source and its pauses and extensions. */
export const ClockRule = ({ clock }: { clock: Clock }) => {
  const t = useTranslate()
  const spanWords = useSpan()
  const day = useDayWords()
  const { profile, pause, extension } = clock
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-strong">{t('deadlines.rule')}</h3>
      <Word source={clock.source} mark={clock.mark} verifiedOn={clock.verifiedOn} />
      <p className="text-small text-quiet">
        {t('deadlines.of-profile', { name: profile.name, version: profile.version })}
      </p>
      {pause && <Word {...pause} lead={t('deadlines.may-pause', { day: day(pause.latest) })} />}
      {extension && (
        <Word
          {...extension}
          lead={t('deadlines.may-extend', { span: spanWords(extension.most), left: extension.left })}
        />
      )}
    </section>
  )
}

interface WordProps {
  lead?: string
  source: string
  mark: z.infer<typeof Mark>
  verifiedOn: string | null
}

const Word = ({ lead, source, mark, verifiedOn }: WordProps) => {
  const t = useTranslate()
  return (
    <p className="measure">
      {lead && <>{lead} </>}
      <span className={lead ? 'text-quiet' : ''}>{t('deadlines.source', { source })}</span>{' '}
      <Verified mark={mark} on={verifiedOn} />
    </p>
  )
}
