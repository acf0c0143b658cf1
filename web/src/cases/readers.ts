import type { Case, TeamMember } from '@palermo/shared/cases/contract.ts'
import type { Compartment } from '@palermo/shared/compartments.ts'
import { type Translate, useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'

/**
 * "Who can read this" for the present team: the reader, colleagues, and every other agency by name. A reader who is not
 * the lead is always told that there may be other readers, whether or not there are any. Names are separated by points,
 * because names of agencies contain commas.
 */
export const useReaders = ({ team, lead }: Pick<Case, 'team' | 'lead'>): ((compartment: Compartment) => string) => {
  const t = useTranslate()
  const me = useMe()
  return (compartment) => {
    const behind = inCompartment(team, compartment)
    const own = behind.filter(({ agency }) => agency.id === me.agencyId)
    const colleagues = own.filter(({ personId }) => personId !== me.personId).length
    const words = [
      ...(own.length > colleagues ? [t('agencies.you')] : []),
      ...(colleagues > 0 ? [t('cases.readers-colleagues', { count: colleagues })] : []),
      ...new Set(behind.filter(({ agency }) => agency.id !== me.agencyId).map(({ agency }) => agency.name)),
      ...(lead.id === me.agencyId ? [] : [t('cases.readers-others', { agency: lead.name })]),
    ]
    return words.length === 0 ? t('cases.readers-nobody') : t('cases.readers', { readers: words.join(' · ') })
  }
}

/** The readers of a compartment of this case now. */
export const inCompartment = (team: readonly TeamMember[], compartment: Compartment): TeamMember[] =>
  team.filter(({ compartments, untilAt }) => untilAt === null && compartments.includes(compartment))

/** A member of the case in words: with a name only if the reader may know it, otherwise by role and agency. */
export const memberWords = ({ personName, function: staffRole, agency }: TeamMember, t: Translate): string => {
  const role = staffRole === null ? t('cases.somebody') : t(`functions.${staffRole}`)
  if (personName) return `${personName} (${role})`
  return t('cases.member-elsewhere', { role, agency: agency.name })
}
