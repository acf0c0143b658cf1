import { z } from 'zod'

export const HolidaysSearch = z.object({ year: z.int().min(1970).max(2100).optional().catch(undefined) })
