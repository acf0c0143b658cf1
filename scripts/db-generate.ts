// `npm run db:generate`: writes the object files that are derived from declarations in `shared`. `npm run check` does
// the same.
import { writeGeneratedSql } from './generated-sql.ts'

writeGeneratedSql()
