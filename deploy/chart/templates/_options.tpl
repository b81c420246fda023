{{/* The program's options as variables of its environment: Section:Name is Section__Name. */}}
{{- define "backup.options" -}}
- name: Longhorn__Namespace
  value: {{ .Values.longhorn.namespace | quote }}
- name: Labels__Prefix
  value: {{ .Values.labels.prefix | quote }}
- name: Webhook__Port
  value: {{ .Values.webhook.port | quote }}
{{- with .Values.webhook.expectedNames }}
- name: Webhook__ExpectedNames
  value: {{ join "," . | quote }}
{{- end }}
- name: Metrics__Port
  value: {{ .Values.metrics.port | quote }}
- name: StatusPage__Enabled
  value: {{ .Values.statusPage.enabled | quote }}
- name: Admission__ArchiveDeleteGuard
  value: {{ .Values.admission.archiveDeleteGuard | quote }}
{{- with .Values.webhook.excludedNamespaces }}
- name: Exemptions__Namespaces
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.exemptions.selectors }}
- name: Exemptions__Selectors
  value: {{ join ";" . | quote }}
{{- end }}
- name: Reconciler__Resync
  value: {{ .Values.reconciler.resync | quote }}
- name: Reconciler__DryRun
  value: {{ .Values.reconciler.dryRun | quote }}
{{- range $name, $value := .Values.options }}
- name: {{ $name | replace ":" "__" }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- end -}}
