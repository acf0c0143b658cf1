import type { DeliveryState } from '@palermo/shared/notices/contract.ts'
import type { Tone } from '../ui/Badge.tsx'

/** The colour for each delivery state of an outbound message. */
export const deliveryTones: Record<DeliveryState, Tone> = {
  waiting: 'plain',
  sending: 'accent',
  sent: 'done',
  failed: 'soon',
  dead: 'late',
  'not-needed': 'ended',
}
