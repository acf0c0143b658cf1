import { createFileRoute } from '@tanstack/react-router'
import { JurisdictionsPage } from '../../jurisdictions/JurisdictionsPage.tsx'

export const Route = createFileRoute('/_in/administration/rules/')({ component: JurisdictionsPage })
