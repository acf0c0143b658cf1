import { recordTypes } from '@palermo/shared/record-types.ts'
import { withLife } from '@palermo/shared/records/collection.ts'
import type { Workflow } from '@palermo/shared/workflow.ts'

/** The workflow of every record type that has actions. */
export const everyWorkflow = async (): Promise<Workflow[]> => withLife(recordTypes).map(({ workflow }) => workflow)
