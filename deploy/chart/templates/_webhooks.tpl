{{/* Asks about a PVC only when it is made, when a label of ours (a misspelt one too) comes, changes or goes, and when one that
     carries such a label is deleted: binding, resizing and finalizers cost no call. Needs Kubernetes 1.29: the 1.28 API server
     knows conditions, but doesn't take expressions with optional fields in new objects yet. */}}
{{- define "backup.matchConditions" -}}
{{- if semverCompare ">=1.29.0-0" .Capabilities.KubeVersion.Version -}}
{{- $ours := printf "k.startsWith('%s')" .Values.labels.prefix -}}
matchConditions:
  - name: backup-labels
    expression: >-
      request.operation == 'CREATE' ||
      (request.operation == 'DELETE' && oldObject.?metadata.labels.orValue({}).exists(k, {{ $ours }})) ||
      (request.operation == 'UPDATE' && (
      object.?metadata.labels.orValue({}).exists(k, {{ $ours }} && oldObject.?metadata.labels[k].orValue('') != object.metadata.labels[k]) ||
      oldObject.?metadata.labels.orValue({}).exists(k, {{ $ours }} && !(k in object.?metadata.labels.orValue({})))))
{{- end }}
{{- end -}}

{{- define "backup.claimsNamespaces" -}}
namespaceSelector:
  matchExpressions:
    - key: kubernetes.io/metadata.name
      operator: NotIn
      values:
        {{- concat (list .Release.Namespace) .Values.webhook.excludedNamespaces | uniq | toYaml | nindent 8 }}
{{- end -}}

{{/* (dict "root" $ "path" "/mutate" "authority" base64) */}}
{{- define "backup.clientConfig" -}}
clientConfig:
  service:
    name: {{ include "backup.fullname" .root }}
    namespace: {{ .root.Release.Namespace }}
    port: 443
    path: {{ .path }}
  {{- with .authority }}
  caBundle: {{ . }}
  {{- end }}
{{- end -}}

{{- define "backup.behaviour" -}}
matchPolicy: Equivalent
sideEffects: None
timeoutSeconds: {{ .Values.webhook.timeoutSeconds }}
admissionReviewVersions: [v1]
{{- end -}}

{{- define "backup.webhookMetadata" -}}
name: {{ include "backup.fullname" . }}
labels:
  {{- include "backup.labels" . | nindent 2 }}
{{- if .Values.certManager.enabled }}
annotations:
  cert-manager.io/inject-ca-from: {{ .Release.Namespace }}/{{ include "backup.fullname" . }}-webhook
{{- end }}
{{- end -}}
