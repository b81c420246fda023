{{/* Whether an update adds, changes or removes a label of ours, a misspelt one too. Without optional fields (oldObject.?metadata),
     which the API server of 1.28 doesn't take in new objects yet. Labels may be missing on either side, and a label that comes
     with an empty value is a change, too: hence `has` and `in` before any value is compared. */}}
{{- define "backup.labelsDiffer" -}}
{{- $ours := printf "k.startsWith('%s')" .Values.labels.prefix -}}
(has(object.metadata.labels) && object.metadata.labels.exists(k, {{ $ours }} &&
!(has(oldObject.metadata.labels) && k in oldObject.metadata.labels && oldObject.metadata.labels[k] == object.metadata.labels[k]))) ||
(has(oldObject.metadata.labels) && oldObject.metadata.labels.exists(k, {{ $ours }} &&
!(has(object.metadata.labels) && k in object.metadata.labels)))
{{- end -}}

{{/* Asks about a PVC only when it is made, when a label of ours comes, changes or goes, and when one that carries such a label is
     deleted: binding, resizing and finalizers cost no call. Losing the annotation which says what archive is asked for costs one:
     it is put back. */}}
{{- define "backup.claimConditions" -}}
{{- if semverCompare ">=1.28.0-0" .Capabilities.KubeVersion.Version -}}
{{- $ours := printf "k.startsWith('%s')" .Values.labels.prefix -}}
{{- $request := printf "'%sarchive-requested-at'" .Values.labels.prefix -}}
matchConditions:
  - name: backup-labels
    expression: >-
      request.operation == 'CREATE' ||
      (request.operation == 'DELETE' && has(oldObject.metadata.labels) && oldObject.metadata.labels.exists(k, {{ $ours }})) ||
      (request.operation == 'UPDATE' && (
      {{- include "backup.labelsDiffer" . | nindent 6 }} ||
      (has(oldObject.metadata.annotations) && {{ $request }} in oldObject.metadata.annotations &&
      !(has(object.metadata.annotations) && {{ $request }} in object.metadata.annotations))))
{{- end }}
{{- end -}}

{{/* Asks about a Namespace or a StorageClass only when a label of ours comes, changes or goes, with the object or without. */}}
{{- define "backup.layerConditions" -}}
{{- if semverCompare ">=1.28.0-0" .Capabilities.KubeVersion.Version -}}
{{- $ours := printf "k.startsWith('%s')" .Values.labels.prefix -}}
matchConditions:
  - name: backup-labels
    expression: >-
      (request.operation == 'CREATE' && has(object.metadata.labels) && object.metadata.labels.exists(k, {{ $ours }})) ||
      (request.operation == 'DELETE' && has(oldObject.metadata.labels) && oldObject.metadata.labels.exists(k, {{ $ours }})) ||
      (request.operation == 'UPDATE' && (
      {{- include "backup.labelsDiffer" . | nindent 6 }}))
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

{{/* Of a Namespace its own labels are selected. Whatever the values say, nobody asks us about those that the cluster, Longhorn and
     we ourselves live in. */}}
{{- define "backup.layerNamespaces" -}}
namespaceSelector:
  matchExpressions:
    - key: kubernetes.io/metadata.name
      operator: NotIn
      values:
        {{- concat (list .Release.Namespace .Values.longhorn.namespace "kube-system") .Values.webhook.excludedNamespaces | uniq | toYaml | nindent 8 }}
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
