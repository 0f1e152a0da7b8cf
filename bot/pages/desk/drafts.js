/** The words that are being written, by conversation. */

import { Drafts } from "/chat/drafts.js";

export const drafts = new Drafts("mia.desk.drafts");
