import { createFileRoute } from '@tanstack/react-router'
import { RecordTypesPage } from '../../records/RecordTypesPage.tsx'

export const Route = createFileRoute('/_in/administration/records')({ component: RecordTypesPage })
