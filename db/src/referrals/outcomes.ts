import { Problem } from '@palermo/shared/problem.ts'
import type { ActOnReferral } from '@palermo/shared/referrals/contract.ts'
import { eq } from 'drizzle-orm'
import type { Tx } from '../actor.ts'
import { prepared } from '../prepared.ts'
import { referralOutcomes } from './table.ts'

type Scores = Extract<ActOnReferral, { action: 'complete' }>['outcomes']

const wishedFor = prepared((build, { referralId }: { referralId: string }) =>
  build
    .select({ outcome: referralOutcomes.outcome })
    .from(referralOutcomes)
    .where(eq(referralOutcomes.referralId, referralId))
    .orderBy(referralOutcomes.outcome),
)

/**
 * Scores exactly the wished outcomes, so that statistics never count a missing score as "not met". An outcome whose
 * result is unknown is scored `not-known`.
 * @throws Problem invalid
 */
export const scoreOutcomes = async (tx: Tx, { id }: { id: string }, scores: Scores): Promise<void> => {
  const rows = await wishedFor(tx.sql, { referralId: id })
  const wished: string[] = rows.map(({ outcome }) => outcome)
  const errors = [
    ...scores.flatMap(({ outcome }, place) =>
      wished.includes(outcome) ? [] : [{ pointer: `/outcomes/${place}/outcome`, detail: 'was not wished for' }],
    ),
    ...wished.flatMap((outcome) =>
      scores.some((score) => score.outcome === outcome)
        ? []
        : [{ pointer: '/outcomes', detail: `${outcome} is not scored` }],
    ),
  ]
  if (errors.length > 0) throw new Problem('invalid', undefined, { errors })
  await tx.sql`
    update app.referral_outcomes o set score = s.score from unnest(${scores.map(({ outcome }) => outcome)}::text[],
        ${scores.map(({ score }) => score)}::text[]) s(outcome, score)
     where o.referral_id = ${id} and o.outcome = s.outcome`
}
