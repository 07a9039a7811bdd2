/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/pin-words.h"

#include <glib/gi18n.h>

SokyPinWords
soky_pin_words (SokyPinState state)
{
  switch (state) {
  case SOKY_PIN_COUNT_LOW:
    return (SokyPinWords){
        "dialog-warning-symbolic", "warning",
        _ ("A wrong PIN was entered before. Check the PIN: more wrong ones lock the token.")};
  case SOKY_PIN_FINAL_TRY:
    return (SokyPinWords){"dialog-warning-symbolic", "error",
                          _ ("One try is left: another wrong PIN locks the token.")};
  case SOKY_PIN_LOCKED:
    return (SokyPinWords){
        "changes-prevent-symbolic", "error",
        _ ("The token is locked after too many wrong PINs; no program can open it any more. Write "
           "to the provincial contact, or to the office that issued it: it is unlocked or issued "
           "anew there. Until then books can be submitted, but not signed.")};
  case SOKY_PIN_NOT_SET:
    return (SokyPinWords){
        "dialog-information-symbolic", "warning",
        _ ("The token has no PIN yet. Set one with the program that came with the token.")};
  case SOKY_PIN_OK:
    break;
  }
  return (SokyPinWords){"dialog-information-symbolic", "dim-label",
                        _ ("Several wrong PINs in a row lock the token.")};
}
