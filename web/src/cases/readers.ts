import type { Case, TeamMember } from '@palermo/shared/cases/contract.ts'
import type { Compartment } from '@palermo/shared/compartments.ts'
import { type Translate, useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'

/**
 * Returns a function that says which team members can read a compartment: the reader, colleagues, and every other
 * agency by name. A reader outside the leading agency is always told of possible further readers. Names are separated
 * by points, because names of agencies contain commas.
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

/** Returns the present team members with access to the compartment. */
export const inCompartment = (team: readonly TeamMember[], compartment: Compartment): TeamMember[] =>
  team.filter(({ compartments, untilAt }) => untilAt === null && compartments.includes(compartment))

/** Describes a team member: by name and role if the reader may know the name, otherwise by role and agency. */
export const memberWords = ({ personName, function: staffRole, agency }: TeamMember, t: Translate): string => {
  const role = staffRole === null ? t('cases.somebody') : t(`functions.${staffRole}`)
  if (personName) return `${personName} (${role})`
  return t('cases.member-elsewhere', { role, agency: agency.name })
}
