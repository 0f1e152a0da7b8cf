/** Codes and PINs: how to name the field, and how they look in the conversation. */

import { texts } from "./texts.js";

/** Always four dots: the length of a code is nobody's business either. */
export const MASK = "••••";

const LONGEST_LABEL = 90;

/** What is being asked, in the words of the message that asks it. */
export function secretLabel(text) {
  const whole = text.trim();
  if (!whole) return texts.composer.secretFallback;
  if (whole.length <= LONGEST_LABEL && !whole.includes("\n")) return whole;
  const sentences = (whole.match(/[^.!?…\n]+[.!?…]*/g) ?? [whole]).map((part) => part.trim());
  const asking = sentences.filter((part) => texts.composer.asksForDigits.test(part));
  return asking[0] ?? sentences[sentences.length - 1]; // Warnings about codes come after.
}

export const onlyDigits = (text) => text.replace(/\D/g, "");

/** A code may be typed among words while one is awaited: «мой код 4821». */
export const looksSecret = (text) => /\d{3,}/.test(text.replace(/[\s-]/g, ""));
