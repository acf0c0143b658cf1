import { z } from 'zod'
import { type ContactWay, contactWays } from '../codes/contact-ways.ts'
import { fiveValues } from '../forms/answers.ts'

/** The ways in which contact can be attempted: all ways of contact except `none-safe`. */
export const triedWays = contactWays.filter((way): way is Exclude<ContactWay, 'none-safe'> => way !== 'none-safe')
export const TriedWay = z.enum(triedWays)
export type TriedWay = z.infer<typeof TriedWay>

/** The outcomes of an attempt. `somebody-else`: another person answered, which may itself be a danger. */
export const contactOutcomes = ['reached', 'no-answer', 'message-left', 'somebody-else', 'not-in-use'] as const
export const ContactOutcome = z.enum(contactOutcomes)
export type ContactOutcome = z.infer<typeof ContactOutcome>

/** Whether contacting the person in this way was safe. */
export const Safe = z.enum(fiveValues)
export type Safe = z.infer<typeof Safe>

/**
 * Returns the number of failed attempts after which the page asks whether contact is lost: one for a child, otherwise
 * three.
 */
export const triesBeforeLost = (child: boolean): number => (child ? 1 : 3)
