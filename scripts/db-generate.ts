// `npm run db:generate`: writes the object files that follow from declarations in `shared`. `npm run check` does so as well.
import { writeGeneratedSql } from './generated-sql.ts'

writeGeneratedSql()
