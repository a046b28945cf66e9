"""Words of which the ids of the phone's own software are made, and names under which its parts show themselves."""

# fmt: off
GENERIC = frozenset({
    "accessibility", "android", "backup", "battery", "core", "daemon", "data", "device", "devices", "driver",
    "framework", "google", "health", "helper", "kernel", "manager", "mobile", "network", "phone", "power",
    "process", "protect", "provider", "samsung", "secure", "security", "server", "service", "services", "setting",
    "settings", "sync", "system", "systems", "update", "updater", "updates", "wifi",
})
LABELS = frozenset({
    "accessibility", "accessibility service", "android", "android framework", "android service",
    "android services", "android system", "backup service", "battery", "battery manager", "carrier services",
    "core service", "data service", "device health", "device manager", "device security", "device service",
    "google play service", "google play services", "google service", "google services", "google settings",
    "internet service", "location service", "location services", "network service", "phone service",
    "phone services", "phone settings", "play service", "play services", "security service", "security update",
    "service", "settings", "sim toolkit", "sync", "sync service", "sync services", "system", "system app",
    "system core", "system framework", "system health", "system helper", "system manager", "system process",
    "system service", "system services", "system settings", "system ui", "system update", "system updates",
    "update", "update manager", "update service", "update services", "wi-fi", "wi-fi service", "wifi",
    "wifi service", "wifi settings", "akku", "android-dienst", "android-system", "einstellungen", "gerätedienst",
    "geräteverwaltung", "google-dienste", "sicherheitsupdate", "synchronisierung", "synchronisierungsdienst",
    "systemdienst", "systemdienste", "systemeinstellungen", "systemupdate", "system-update", "updatedienst",
    "wlan", "wlan-dienst",
})
# fmt: on
