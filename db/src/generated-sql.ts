import { recordTypes } from '@palermo/shared/record-types.ts'
import { accessSql } from './access-sql.ts'
import { actionsSql } from './actions-sql.ts'
import { compartmentsSql } from './compartments-sql.ts'
import { groundsSql } from './grounds-sql.ts'
import { movedSql } from './moved-sql.ts'
import { openersSql } from './openers-sql.ts'
import { workflowSql } from './workflow-sql.ts'

/** The object files in `db/objects/generated` that follow from declarations, by name. */
export const generatedSql = (): Record<string, string> => ({
  'access.sql': accessSql(recordTypes),
  'actions.sql': actionsSql(recordTypes),
  'compartments.sql': compartmentsSql(recordTypes),
  'openers.sql': openersSql(recordTypes),
  'grounds.sql': groundsSql(),
  'moved.sql': movedSql(recordTypes),
  'workflow.sql': workflowSql(recordTypes),
})
