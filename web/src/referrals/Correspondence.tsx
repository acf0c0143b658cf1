import type { SealedText } from '@palermo/shared/compartments.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { stepWords } from '../deadlines/steps.ts'
import { hasWords, useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { WriteMessage } from './WriteMessage.tsx'

const amending = (text: SealedText) => text.field.startsWith('amendment-')

/** Shows all texts between the sender and the receiver of this referral, oldest first. */
export const Correspondence = ({ referral }: { referral: Referral }) => {
  const t = useTranslate()
  const { agencyId } = useMe()
  const lines = linesOf(referral)
  const other = agencyId === referral.from.id ? referral.to : referral.from
  if (lines.length === 0 && !referral.mayWrite) return null
  const nameOf = (id: string) => [referral.from, referral.to].find((agency) => agency?.id === id)?.name
  return (
    <Card title={t('referrals.letters')}>
      {lines.length === 0 && <p className="text-quiet">{t('referrals.message.none')}</p>}
      <ol className="flex flex-col gap-3">
        {lines.map(({ id, field, ownerAgencyId, at, text, arrivesAt, readers }) => (
          <li
            key={id}
            className={`rounded-card border border-line px-4 py-3 ${ownerAgencyId === agencyId ? 'bg-sunken sm:ms-8' : 'bg-paper sm:me-8'}`}
          >
            <p className="flex flex-wrap gap-x-2 text-small text-quiet">
              <strong className="text-ink">
                {hasWords(`referrals.texts.${field}`) ? t(`referrals.texts.${field}`) : field}
              </strong>
              <span>{ownerAgencyId === agencyId ? t('referrals.us') : nameOf(ownerAgencyId)}</span>
              <At at={at} />
            </p>
            {arrivesAt && (
              <p>
                {t('referrals.on-my-way.arrives')} <At at={arrivesAt} />
              </p>
            )}
            {text && (
              <p dir="auto" className="measure whitespace-pre-wrap">
                {text}
              </p>
            )}
            <p className="text-small text-quiet">{t(readers)}</p>
          </li>
        ))}
      </ol>
      {referral.mayWrite && other && <WriteMessage referral={referral} to={other.name} />}
    </Card>
  )
}

/**
 * Returns the notes on decisions and the messages, in order of time. The meeting point and amendments are left out,
 * because other cards show them.
 */
const linesOf = ({ texts, messages }: Referral) =>
  [
    ...texts
      .filter((text) => !amending(text))
      .map((text) => ({ ...text, arrivesAt: null, readers: `compartments.${text.compartment}.readers` })),
    ...messages
      .filter(({ kind }) => kind !== 'meeting-point')
      .map(({ id, kind, agencyId, text, arrivesAt, at }) => ({
        id,
        field: kind,
        ownerAgencyId: agencyId,
        text,
        arrivesAt,
        at,
        readers: 'referrals.message.readers',
      })),
  ].toSorted((one, other) => one.at.localeCompare(other.at))

/**
 * Lists what the sender changed after sending: the earlier value, the present value and the reason of each change. The
 * earlier value stays readable.
 */
export const Amendments = ({ referral }: { referral: Referral }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  if (referral.amendments.length === 0) return null
  const words = (at: string, part: string) =>
    referral.texts.find((text) => text.field === `amendment-${part}` && text.at === at)?.text
  return (
    <Card title={t('referrals.amendments')}>
      <ol className="flex flex-col gap-3">
        {referral.amendments.map(({ topic, at, urgency, wasDue }) => (
          <li key={at} className="border-s-2 border-accent ps-3">
            <p className="flex flex-wrap gap-x-2">
              <strong>{t(`referrals.topics.${topic}`)}</strong>
              <span className="text-small text-quiet">
                <At at={at} />
              </span>
            </p>
            {urgency && (
              <p>
                <del className="text-quiet">{label('urgencies', urgency.old)}</del>{' '}
                <ins className="no-underline">{label('urgencies', urgency.new)}</ins>
              </p>
            )}
            {wasDue.map((before) => (
              <p key={before.step} className="text-small text-quiet">
                {t('referrals.was-due', { step: stepWords(before.step, t) })} <At at={before.at} />
              </p>
            ))}
            {words(at, 'old') && (
              <p className="measure">
                <del className="text-quiet">{words(at, 'old')}</del>
              </p>
            )}
            {words(at, 'new') && (
              <p className="measure">
                <ins className="no-underline">{words(at, 'new')}</ins>
              </p>
            )}
            {words(at, 'reason') && <p className="measure text-small text-quiet">{words(at, 'reason')}</p>}
          </li>
        ))}
      </ol>
    </Card>
  )
}
