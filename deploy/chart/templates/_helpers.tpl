{{- define "backup.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{/* Names made from this one are up to 13 characters longer, and none may be over 63. */}}
{{- define "backup.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "backup.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "backup.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "backup.selectorLabels" -}}
app.kubernetes.io/name: {{ include "backup.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "backup.labels" -}}
{{ include "backup.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "backup.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "backup.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name is empty: name the ServiceAccount to use, or let serviceAccount.create make one" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "backup.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* One name for each maker: a Secret of cert-manager's is not ours to keep, and its certificate is short-lived. */}}
{{- define "backup.certificateSecret" -}}
{{- $maker := ternary "webhook" "webhook-chart" .Values.certManager.enabled -}}
{{- printf "%s-%s-tls" (include "backup.fullname" .) $maker -}}
{{- end -}}

{{- define "backup.hostnames" -}}
{{- $service := printf "%s.%s.svc" (include "backup.fullname" .) .Release.Namespace -}}
{{- list $service (printf "%s.cluster.local" $service) | toJson -}}
{{- end -}}
