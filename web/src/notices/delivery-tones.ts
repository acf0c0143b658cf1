import type { DeliveryState } from '@palermo/shared/notices/contract.ts'
import type { Tone } from '../ui/Badge.tsx'

/** How the state of something that leaves the house looks. */
export const deliveryTones: Record<DeliveryState, Tone> = {
  waiting: 'plain',
  sending: 'accent',
  sent: 'done',
  failed: 'soon',
  dead: 'late',
  'not-needed': 'ended',
}
