/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The certificate that the seeds of revocation evidence are about, and its issuer. Their keys are
 * not kept. */

#define EVIDENCE_LEAF                                                                              \
  "-----BEGIN CERTIFICATE-----\n"                                                                  \
  "MIIB0jCCAXigAwIBAgICEAAwCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwEUm9vdDAg\n"                             \
  "Fw0yNjExMjUxMTEzMjVaGA8yMTI2MTEwMTExMTMyNVowDzENMAsGA1UEAwwEbGVh\n"                             \
  "ZjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOvWzaM/1eKLeFzDL4CJTo5cqpDe\n"                             \
  "R/wJtUcLs6xjfStHJww7EAvYnSU4XkYmbOCnLaG5dIs9L07nNj+PrpU+1MijgcEw\n"                             \
  "gb4wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCBkAwHwYDVR0jBBgwFoAUbk2Y\n"                             \
  "SrQJFG/gCuDmVBDtXeZPGCMwLAYDVR0fBCUwIzAhoB+gHYYbaHR0cDovL2NybC5l\n"                             \
  "eGFtcGxlL3Jvb3QuY3JsMDAGCCsGAQUFBwEBBCQwIjAgBggrBgEFBQcwAYYUaHR0\n"                             \
  "cDovL29jc3AuZXhhbXBsZS8wHQYDVR0OBBYEFPuvgVtCMA4NlQyATzIlNYUBIoWe\n"                             \
  "MAoGCCqGSM49BAMCA0gAMEUCIQD3Wjim67gxLYqRACiTyopETGw9EQlK80EM1S0E\n"                             \
  "stNtugIgdFkcXsY0BiUi5jos3bvTXZohbsaFKjS0gguCb4G/biA=\n"                                         \
  "-----END CERTIFICATE-----\n"

#define EVIDENCE_ROOT                                                                              \
  "-----BEGIN CERTIFICATE-----\n"                                                                  \
  "MIIBZDCCAQqgAwIBAgIUT81pa7cQUwA000laDuL5mbnFkpQwCgYIKoZIzj0EAwIw\n"                             \
  "DzENMAsGA1UEAwwEUm9vdDAgFw0yNjExMjUxMTEzMjVaGA8yMTI2MTEwMTExMTMy\n"                             \
  "NVowDzENMAsGA1UEAwwEUm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOdh\n"                             \
  "VPQyj6/TiB4JhC/h2SLVM6xQlH0zCePUeAOlWUn0srGEdChbxUCPytPLw/XalbrM\n"                             \
  "t+kZ81OJv2HNiWY3ez+jQjBAMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQD\n"                             \
  "AgEGMB0GA1UdDgQWBBRuTZhKtAkUb+AK4OZUEO1d5k8YIzAKBggqhkjOPQQDAgNI\n"                             \
  "ADBFAiEAty0FCML8XwFQJ+xoTS/fbJEvUnR86AOJ3zj+Zs1qba4CIAY28wdMq+gS\n"                             \
  "f2DVmCmWQW+mpNEkBILdnnjnv6uX2z/6\n"                                                             \
  "-----END CERTIFICATE-----\n"

/* 2026-11-25T12:00:00Z, when the seeds were made */
#define EVIDENCE_NOON_US (G_GINT64_CONSTANT (1795608000) * G_USEC_PER_SEC)
