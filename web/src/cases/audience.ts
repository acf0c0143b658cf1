import { type Audience, admits, audienceRules, protecting } from '@palermo/shared/audiences.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { OpenCompartment } from '@palermo/shared/compartments.ts'
import { type Translate, useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { inCompartment } from './readers.ts'

interface Entry {
  audience: Audience
  compartment: OpenCompartment
  /** The agency that wrote the entry; null if the reader may not know the agency, undefined for a new entry. */
  agencyId?: string | null
  at?: string
}

/**
 * Returns the label of an audience. An audience limited to one agency has another label for entries of the reader's
 * agency (`own`) than for entries of other agencies.
 */
export const audienceName = (audience: Audience, own: boolean, t: Translate): string =>
  own || (audience !== 'own-agency' && audience !== 'own-agency-and-lead')
    ? t(`audiences.names.${audience}`)
    : t(`audiences.theirs.${audience}`)

/**
 * Returns a function that describes the readers of an entry: one sentence names the present readers as far as the
 * reader may know, a second the possible later readers. A reader outside the leading agency is told of possible further
 * readers.
 */
export const useAudienceReaders = (row: Pick<Case, 'team' | 'lead' | 'earlier'>): ((entry: Entry) => string) => {
  const t = useTranslate()
  const me = useMe()
  return (entry) => {
    const { audience, compartment, agencyId = me.agencyId } = entry
    const readers = inCompartment(row.team, compartment).filter(
      ({ agency, function: role }) =>
        agency.id === agencyId ||
        (admits(audience, { sector: agency.sector, function: role, leads: agency.id === row.lead.id }) &&
          (agency.id === me.agencyId || wasThere(row, agency.id, entry.at))),
    )
    const own = readers.filter(({ agency }) => agency.id === me.agencyId)
    const colleagues = own.filter(({ personId }) => personId !== me.personId).length
    const mayBeOthers = row.lead.id !== me.agencyId && audienceRules[audience].sectors.length > 0
    const words = [
      ...(own.length > colleagues ? [t('agencies.you')] : []),
      ...(colleagues > 0 ? [t('cases.readers-colleagues', { count: colleagues })] : []),
      ...new Set(readers.filter(({ agency }) => agency.id !== me.agencyId).map(({ agency }) => agency.name)),
      ...(mayBeOthers ? [t('cases.readers-others', { agency: row.lead.name })] : []),
    ]
    const now =
      words.length === 0 ? t('cases.readers-nobody') : `${t('cases.readers', { readers: words.join(' · ') })}.`
    const later = t(`audiences.later.${laterOf(audience, row, agencyId)}`)
    return `${now} ${later}`
  }
}

/**
 * Whether the agency was on the case when the entry was written or has been given earlier entries, as far as the page
 * knows; true for new entries.
 */
const wasThere = ({ team, earlier }: Pick<Case, 'team' | 'earlier'>, agencyId: string, at: string | undefined) =>
  at === undefined ||
  earlier.opened.includes(agencyId) ||
  team.some(
    ({ agency, fromAt, untilAt }) => agency.id === agencyId && fromAt <= at && (untilAt === null || untilAt >= at),
  )

/**
 * Returns the key of the sentence on later readers; an audience that includes the leading agency also includes every
 * later leading agency.
 */
const laterOf = (audience: Audience, { lead }: Pick<Case, 'lead'>, agencyId: string | null): string => {
  if (audience === 'own-agency') return agencyId === lead.id ? 'own-agency-leading' : 'own-agency'
  if (audience === 'own-agency-and-lead' && agencyId !== lead.id && !protecting.includes(lead.sector))
    return 'lead-not-protecting'
  return audience
}
