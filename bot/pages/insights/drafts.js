/** The words that are being written, by insight. */

import { Drafts } from "/chat/drafts.js";

export const drafts = new Drafts("mia.insights.drafts");
