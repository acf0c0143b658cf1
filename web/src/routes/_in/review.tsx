import { createFileRoute } from '@tanstack/react-router'
import { AccessReviewPage } from '../../audit/AccessReviewPage.tsx'

export const Route = createFileRoute('/_in/review')({ component: AccessReviewPage })
